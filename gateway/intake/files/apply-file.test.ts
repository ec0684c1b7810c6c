import { describe, expect, it } from "vitest";
import { sku } from "#model";
import { feedOf, openFiles } from "./testing/open-files.js";

const prices = feedOf({ kind: "prices", columns: { sku: "sku", net: "net" } });

describe("a file", () => {
  it("is read in the encoding, with the separators and marks that its writer uses", async () => {
    await using files = await openFiles();
    const german = feedOf({
      kind: "prices",
      format: { encoding: "windows-1252", separator: ";", decimalMark: "," },
      columns: { sku: "Artikel", net: "Preis", list: "Liste", minimumQuantity: "ab" },
    });
    const text = 'Artikel;Preis;Liste;ab\r\n"GRÜN;1";1.234,50;Händler;1\r\nB;"2,5";Händler;\r\n';
    await files.write("p.csv", Buffer.from(text, "latin1"));
    expect(await files.apply("p.csv", german)).toMatchObject({ outcome: "applied", applied: 2, bad: 0 });
    const found = await files.values.pricesOf([sku("GRÜN;1"), sku("B")], "Händler");
    expect(found.map(({ net, minimumQuantity }) => [Number(net), minimumQuantity]).toSorted()).toEqual([
      [1234.5, 1],
      [2.5, 0],
    ]);
  });

  it("of fixed width is cut where the settings say", async () => {
    await using files = await openFiles();
    const fixed = feedOf({
      kind: "stock",
      format: { type: "fixed", encoding: "iso-8859-15" },
      columns: { sku: { start: 1, width: 6 }, location: { start: 7, width: 3 }, onHand: { start: 10, width: 8 } },
    });
    await files.write("s.txt", "A-1   MAI    12.5\nB-1   SHO       3\n\n");
    expect(await files.apply("s.txt", fixed)).toMatchObject({ outcome: "applied", applied: 2 });
    expect(await files.values.stockOf([sku("A-1"), sku("B-1")])).toEqual(
      expect.arrayContaining([
        { sku: "A-1", location: "MAI", onHand: 12.5, reserved: 0 },
        { sku: "B-1", location: "SHO", onHand: 3, reserved: 0 },
      ]),
    );
    expect(files.told.map(({ type, subject, origin }) => [type, subject, origin])).toEqual([
      ["stock.changed", "A-1", "file"],
      ["stock.changed", "B-1", "file"],
    ]);
  });

  it("has its wrong rows put aside with line and reason, while the good ones apply", async () => {
    await using files = await openFiles();
    await files.write(
      "p.csv",
      Buffer.from('sku,net\nA,1.00\n,2.00\nB,abc\nC\nD,-1\nE\xff,1\n"F"x,1\nG,7.00\nH,"1\n"I\nI",8.00\n', "latin1"),
    );
    expect(await files.apply("p.csv", prices)).toMatchObject({ outcome: "applied", applied: 3, bad: 7 });
    expect((await files.quarantine()).map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "3: sku is missing",
      "4: net is no number",
      "5: net is missing",
      "6: net is negative",
      "7: sku is no text in the file's encoding",
      "8: cannot be taken apart (CSV_INVALID_CLOSING_QUOTE)",
      "10: cannot be taken apart (CSV_INVALID_CLOSING_QUOTE)",
    ]);
    expect((await files.values.pricesOf([sku("A"), sku("G"), sku("I\nI")], "default")).map((price) => price.sku)).toHaveLength(3);
  });

  it("is refused as a whole for one wrong row where it is configured so", async () => {
    await using files = await openFiles();
    await files.write("p.csv", "sku,net\nA,1.00\nB,abc\n");
    expect(await files.apply("p.csv", { ...prices, badRows: "refuse" })).toMatchObject({ outcome: "refused", bad: 1 });
    expect(await files.values.pricesOf([sku("A")], "default")).toEqual([]);
    expect(await files.quarantine()).toMatchObject([{ line: 3 }]);
    expect(files.told).toEqual([]);
  });

  it("is refused when its header lacks a column", async () => {
    await using files = await openFiles();
    await files.write("p.csv", "sku,price\nA,1.00\n");
    expect(await files.apply("p.csv", prices)).toMatchObject({ outcome: "refused" });
    expect(await files.quarantine()).toMatchObject([{ reason: 'the header has no column "net"' }]);
  });

  it("is applied once, and again only with other content; only what differs is told", async () => {
    await using files = await openFiles();
    await files.write("p.csv", "sku,net\nA,1.00\nB,2.00\n");
    await files.apply("p.csv", prices);
    expect(await files.apply("p.csv", prices)).toMatchObject({ outcome: "known", applied: 2 });
    await files.write("p.csv", "sku,net\nA,1.00\nB,3.00\n");
    expect(await files.apply("p.csv", prices)).toMatchObject({ outcome: "applied" });
    expect(files.told.map(({ subject }) => subject)).toEqual(["A", "B", "B"]);
  });

  it("goes on after a break where it was, and tells what was kept but not told", async () => {
    await using files = await openFiles();
    const rows = Array.from({ length: 2_500 }, (_, row) => `SKU-${row},${row}.00`);
    await files.write("p.csv", `sku,net\n${rows.join("\n")}\n`);
    let publishes = 0;
    const breaking = {
      publish: async (events: Parameters<typeof files.bus.publish>[0]) => {
        publishes += 1;
        if (publishes === 2) throw new Error("killed");
        return files.bus.publish(events);
      },
    };
    await expect(files.apply("p.csv", prices, { bus: breaking })).rejects.toThrow("killed");
    expect(await files.apply("p.csv", prices)).toMatchObject({ outcome: "applied", applied: 2_500 });
    // The second batch was kept and not told.
    const subjects = rows.map((_, row) => `SKU-${row}`);
    expect(files.told.map(({ subject }) => subject)).toEqual([...subjects.slice(0, 500), "*", ...subjects.slice(1_000)]);
  });

  it("goes on after a break before anything was told", async () => {
    await using files = await openFiles();
    await files.write("p.csv", "sku,net\nA,1.00\n");
    const publish = async (): Promise<never> => {
      throw new Error("killed");
    };
    await expect(files.apply("p.csv", prices, { bus: { publish } })).rejects.toThrow("killed");
    await files.apply("p.csv", prices);
    expect(files.told.map(({ subject }) => subject)).toEqual(["*"]);
  });

  it("with very many changes says now and then that all may have changed, not each of them", async () => {
    await using files = await openFiles();
    await files.write("p.csv", `sku,net\n${Array.from({ length: 30_000 }, (_, row) => `SKU-${row},1`).join("\n")}\n`);
    expect(await files.apply("p.csv", prices)).toMatchObject({ applied: 30_000 });
    expect(files.told.filter(({ subject }) => subject !== "*")).toHaveLength(5_000);
    expect(files.told.filter(({ subject }) => subject === "*")).toHaveLength(3);
  });
});
