import { expect, it } from "vitest";
import { readArguments } from "./read-arguments.js";

it("gives each system its own port from the base on", () => {
  expect(readArguments(["--port-base", "7000", "--data-dir", "state", "--json"])).toEqual({
    systems: { dataDir: "state", ports: { erp: 7000, pim: 7001, crm: 7002, shop: 7003 } },
    asJson: true,
  });
});

it("asks for nothing by default", () => {
  expect(readArguments([])).toEqual({ systems: {}, asJson: false });
});

it.each([
  [["--port-base", "65533"], /--port-base/],
  [["--seed", "lots"], /--seed/],
  [["--sead", "1"], /--sead/],
  [["--data-dir"], /--data-dir/],
  [["stray"], /stray/],
])("names what is wrong with %j", (args, problem) => {
  const read = readArguments(args);
  expect("problem" in read && read.problem).toMatch(problem);
});
