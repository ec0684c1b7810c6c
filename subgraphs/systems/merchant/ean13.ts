/** An EAN-13 with its check digit from a serial number, in the range 20 that GS1 leaves to a company's own use. */
export function ean13(serial: number): string {
  const digits = `20${String(serial).padStart(10, "0")}`;
  return digits + String(checkDigit(digits));
}

/** GS1 General Specifications §7.9: weights 1 and 3 alternate from the left of the first twelve digits. */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}
