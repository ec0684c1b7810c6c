import type { MerchantCategory } from "../merchant.js";

/** Code of the tree's root. */
export const rootCategory = "catalogue";

type Labels = readonly [code: string, en: string, fr: string];

const departments: readonly (readonly [Labels, readonly Labels[]])[] = [
  [
    ["furniture", "Furniture", "Mobilier"],
    [
      ["desks", "Desks", "Bureaux"],
      ["dining", "Dining room", "Salle à manger"],
      ["shelving", "Bookcases", "Bibliothèques"],
      ["bedroom", "Bedroom", "Chambre"],
      ["hallway", "Hallway", "Entrée"],
    ],
  ],
  [
    ["storage", "Storage", "Rangement"],
    [
      ["baskets", "Baskets", "Paniers"],
      ["crates", "Crates", "Caisses"],
      ["hooks", "Coat racks", "Portemanteaux"],
      ["toolboxes", "Toolboxes", "Boîtes à outils"],
    ],
  ],
  [
    ["textiles", "Textiles", "Textiles"],
    [
      ["cushions", "Cushions and throws", "Coussins et plaids"],
      ["curtains", "Curtains", "Rideaux"],
      ["rugs", "Rugs", "Tapis"],
      ["fabrics", "Fabric by the metre", "Tissus au mètre"],
    ],
  ],
  [
    ["lighting", "Lighting", "Luminaires"],
    [
      ["ceiling_lights", "Ceiling lights", "Suspensions"],
      ["lamps", "Lamps", "Lampes"],
      ["outdoor_lights", "Outdoor lights", "Éclairage extérieur"],
    ],
  ],
  [
    ["decorating", "Decorating", "Décoration"],
    [
      ["paint", "Paint", "Peintures"],
      ["wood_care", "Wood care", "Soin du bois"],
    ],
  ],
  [
    ["garden", "Garden", "Jardin"],
    [
      ["garden_seating", "Garden seating", "Assises de jardin"],
      ["garden_tables", "Garden tables", "Tables de jardin"],
      ["shade", "Parasols", "Parasols"],
      ["planters", "Planters", "Jardinières"],
      ["shrubs", "Shrubs and perennials", "Arbustes et vivaces"],
      ["fruit_trees", "Fruit trees", "Arbres fruitiers"],
      ["seeds", "Seeds", "Graines"],
      ["gravel_sand", "Gravel and sand", "Graviers et sables"],
      ["soil_mulch", "Soil and mulch", "Terreaux et paillis"],
      ["garden_books", "Garden books", "Livres de jardin"],
    ],
  ],
  [
    ["workshop", "Workshop", "Atelier"],
    [
      ["saws", "Saws", "Scies"],
      ["woodworking", "Woodworking", "Travail du bois"],
      ["garden_tools", "Garden tools", "Outils de jardin"],
      ["tool_sets", "Tool sets", "Coffrets d'outils"],
      ["power_tools", "Power tools", "Outillage électroportatif"],
      ["garden_machines", "Garden machines", "Machines de jardin"],
    ],
  ],
  [
    ["clothing", "Workwear", "Vêtements de travail"],
    [
      ["aprons", "Aprons", "Tabliers"],
      ["jackets_trousers", "Jackets and trousers", "Vestes et pantalons"],
      ["gloves", "Gloves", "Gants"],
    ],
  ],
  [
    ["selections", "Selections", "Sélections"],
    [
      ["new_arrivals", "New arrivals", "Nouveautés"],
      ["gift_ideas", "Gift ideas", "Idées cadeaux"],
    ],
  ],
];

function category([code, en, fr]: Labels, parent: string): MerchantCategory {
  return { code, parent, label: { "en-GB": en, "fr-FR": fr } };
}

/** The category tree: one root, its departments, and the shelves in which products stand. */
export const categories: readonly MerchantCategory[] = [
  { code: rootCategory, label: { "en-GB": "Catalogue", "fr-FR": "Catalogue" } },
  ...departments.flatMap(([department, shelves]) => [
    category(department, rootCategory),
    ...shelves.map((shelf) => category(shelf, department[0])),
  ]),
];
