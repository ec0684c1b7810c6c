/** A unit with what one of it is in the family's standard unit. */
export interface Unit {
  readonly code: string;
  readonly symbol: string;
  readonly factor: number;
}

/** Units that can be converted into each other. */
export interface MeasurementFamily {
  readonly code: string;
  readonly standard: string;
  readonly units: readonly Unit[];
}

/** The measurement families of this PIM: a part of those that Akeneo is delivered with, with its codes. */
export const measurementFamilies: readonly MeasurementFamily[] = [
  family("Weight", "KILOGRAM", [
    ["MILLIGRAM", "mg", 1e-6],
    ["GRAM", "g", 1e-3],
    ["KILOGRAM", "kg", 1],
    ["TON", "t", 1000],
  ]),
  family("Length", "METER", [
    ["MILLIMETER", "mm", 1e-3],
    ["CENTIMETER", "cm", 1e-2],
    ["DECIMETER", "dm", 0.1],
    ["METER", "m", 1],
    ["KILOMETER", "km", 1000],
  ]),
  family("Area", "SQUARE_METER", [
    ["SQUARE_CENTIMETER", "cm²", 1e-4],
    ["SQUARE_METER", "m²", 1],
    ["HECTARE", "ha", 1e4],
  ]),
  family("Volume", "CUBIC_METER", [
    ["MILLILITER", "ml", 1e-6],
    ["CENTILITER", "cl", 1e-5],
    ["LITER", "l", 1e-3],
    ["CUBIC_METER", "m³", 1],
  ]),
  family("Power", "WATT", [
    ["WATT", "W", 1],
    ["KILOWATT", "kW", 1000],
  ]),
  family("Energy", "JOULE", [
    ["JOULE", "J", 1],
    ["WATT_HOUR", "Wh", 3600],
    ["KILOWATT_HOUR", "kWh", 3_600_000],
  ]),
  family("Voltage", "VOLT", [
    ["MILLIVOLT", "mV", 1e-3],
    ["VOLT", "V", 1],
    ["KILOVOLT", "kV", 1000],
  ]),
  family("Brightness", "LUMEN", [["LUMEN", "lm", 1]]),
  family("Temperature", "KELVIN", [["KELVIN", "K", 1]]),
  family("Duration", "SECOND", [
    ["SECOND", "s", 1],
    ["MINUTE", "m", 60],
    ["HOUR", "h", 3600],
    ["DAY", "d", 86_400],
  ]),
  family("Pressure", "BAR", [
    ["PASCAL", "Pa", 1e-5],
    ["BAR", "Bar", 1],
  ]),
  family("Speed", "METER_PER_SECOND", [
    ["METER_PER_SECOND", "m/s", 1],
    ["KILOMETER_PER_HOUR", "km/h", 1 / 3.6],
  ]),
  family("CaseBox", "PIECE", [
    ["PIECE", "Pc", 1],
    ["DOZEN", "Dz", 12],
  ]),
];

/** The family that holds a unit. */
export function familyOfUnit(unit: string): MeasurementFamily | undefined {
  return measurementFamilies.find(({ units }) => units.some(({ code }) => code === unit));
}

/** An amount in the family's standard unit; `undefined` for a unit of no family. */
export function inStandardUnit(amount: number, unit: string): number | undefined {
  const factor = familyOfUnit(unit)?.units.find(({ code }) => code === unit)?.factor;
  return factor === undefined ? undefined : amount * factor;
}

function family(code: string, standard: string, units: readonly (readonly [string, string, number])[]): MeasurementFamily {
  return { code, standard, units: units.map(([unit, symbol, factor]) => ({ code: unit, symbol, factor })) };
}
