import type { MerchantLocale } from "./merchant.js";

/** A town with a postal code that belongs to it. */
export interface Town {
  readonly city: string;
  readonly postalCode: string;
}

/** What customers of one language are drawn from; all of it is invented or public geography. */
export interface People {
  readonly country: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly towns: readonly Town[];
  readonly streets: readonly string[];
  /** Trades with `#` for the owner's last name or the town. */
  readonly companies: readonly string[];
  /** Begins numbers that the country's regulator keeps free for fiction; `digits` follow. */
  readonly phone: { readonly prefix: string; readonly digits: number };
}

function town(city: string, postalCode: string): Town {
  return { city, postalCode };
}

/** People by language. Phone ranges: Ofcom's and ARCEP's numbers for drama use. */
export const peopleOf: Readonly<Record<MerchantLocale, People>> = {
  "fr-FR": {
    country: "FR",
    firstNames: [
      "Camille", "Léa", "Manon", "Chloé", "Inès", "Jeanne", "Louise", "Margaux", "Sarah", "Zoé", "Nadia", "Élodie", "Aurélie", "Fatou",
      "Antoine", "Baptiste", "Clément", "Hugo", "Julien", "Lucas", "Mathieu", "Nicolas", "Paul", "Rémi", "Théo", "Karim", "Yann", "Étienne",
    ],
    lastNames: [
      "Martin", "Bernard", "Dubois", "Moreau", "Laurent", "Lefèvre", "Garnier", "Faure", "Rousseau", "Blanchard", "Guérin", "Muller",
      "Perrin", "Morel", "Gauthier", "Le Goff", "Benali", "Diallo", "Chevalier", "François", "Mercier", "Nguyen", "Da Silva", "Aubert",
    ],
    towns: [
      town("Lille", "59000"), town("Lyon", "69003"), town("Paris", "75011"), town("Nantes", "44000"), town("Rennes", "35000"),
      town("Bordeaux", "33000"), town("Toulouse", "31000"), town("Strasbourg", "67000"), town("Dijon", "21000"), town("Annecy", "74000"),
      town("Quimper", "29000"), town("Arles", "13200"), town("Besançon", "25000"), town("La Rochelle", "17000"),
    ],
    streets: [
      "rue des Tanneurs", "rue de la République", "avenue Jean Jaurès", "impasse des Lilas", "place du Marché", "chemin du Moulin",
      "rue Pasteur", "quai des Bateliers", "allée des Tilleuls", "rue de l'Église", "boulevard Victor Hugo", "rue du Four",
    ],
    companies: ["Menuiserie #", "Paysages #", "Atelier #", "Maison # Décoration", "Hôtel de #", "Ébénisterie #", "Jardins de #", "# et Fils"],
    phone: { prefix: "+33 1 99 00 ", digits: 4 },
  },
  "en-GB": {
    country: "GB",
    firstNames: [
      "Amelia", "Olivia", "Isla", "Freya", "Grace", "Priya", "Hannah", "Megan", "Eilidh", "Rhian", "Zara", "Charlotte", "Niamh", "Aisha",
      "Oliver", "George", "Harry", "Callum", "Rhys", "Arjun", "Thomas", "William", "Samuel", "Duncan", "Owen", "Kwame", "Patrick", "Edward",
    ],
    lastNames: [
      "Smith", "Jones", "Taylor", "Brown", "Evans", "Wilson", "Patel", "Campbell", "Hughes", "Walker", "Green", "O'Connor", "Khan",
      "Fletcher", "Murray", "Bennett", "Lloyd", "Okafor", "Harrison", "Mackenzie", "Whitfield", "Barker", "Shaw", "Ellis",
    ],
    towns: [
      town("London", "SE1 4QX"), town("Bristol", "BS3 2LG"), town("Leeds", "LS6 1AB"), town("York", "YO1 7EP"), town("Edinburgh", "EH6 5NP"),
      town("Glasgow", "G12 8QQ"), town("Cardiff", "CF11 9LJ"), town("Bath", "BA1 5LR"), town("Norwich", "NR2 1TF"),
      town("Sheffield", "S7 1FE"), town("Exeter", "EX4 3SR"), town("Brighton", "BN1 4GH"), town("Oxford", "OX4 1EU"), town("Kendal", "LA9 4DH"),
    ],
    streets: [
      "Church Lane", "Mill Road", "Station Road", "Orchard Close", "The Green", "Albert Terrace", "Chapel Street", "Weavers Yard",
      "Castle Hill", "Meadow View", "Harbour Street", "Foundry Lane",
    ],
    companies: ["# Joinery", "# Landscapes", "# & Sons", "The # Interiors Company", "# House Hotel", "# Gardens", "Studio #", "# Workshop"],
    phone: { prefix: "+44 20 7946 0", digits: 3 },
  },
};
