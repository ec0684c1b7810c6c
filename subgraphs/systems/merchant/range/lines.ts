/** Names of the house's product lines, the same in both languages. */
export const lines: readonly string[] = [
  "Ashdown", "Bréhat", "Lomond", "Vercors", "Camargue", "Malvern", "Belle-Île", "Cotswold", "Luberon", "Arran", "Quercy", "Dartmoor",
  "Ouessant", "Pennine", "Aubrac", "Exmoor", "Morvan", "Skye", "Queyras", "Chiltern", "Sologne", "Harris", "Beaufort", "Mendip",
  "Porquerolles", "Cheviot", "Ardèche", "Purbeck", "Verdon", "Lorne", "Chausey", "Windermere", "Margeride", "Tweed", "Rance", "Solway",
];
