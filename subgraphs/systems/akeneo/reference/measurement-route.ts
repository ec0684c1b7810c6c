import type { FastifyInstance } from "fastify";
import { measurementFamilies } from "../values/measurements.js";

/** Registers `GET /measurement-families`, which answers everything at once, unpaged. */
export function measurementRoute(api: FastifyInstance): void {
  api.get("/rest/v1/measurement-families", () =>
    measurementFamilies.map(({ code, standard, units }) => ({
      code,
      labels: { en_US: code },
      standard_unit_code: standard,
      units: Object.fromEntries(
        units.map(({ code: unit, symbol, factor }) => [
          unit,
          { code: unit, labels: { en_US: unit }, convert_from_standard: [{ operator: "mul", value: String(factor) }], symbol },
        ]),
      ),
    })),
  );
}
