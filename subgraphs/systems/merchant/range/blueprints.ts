import type { Blueprint } from "./blueprint.js";
import { gardenBlueprints } from "./garden-blueprints.js";
import { homeBlueprints } from "./home-blueprints.js";
import { textileBlueprints } from "./textile-blueprints.js";
import { workshopBlueprints } from "./workshop-blueprints.js";

/** The whole range; the first one gives the merchant's first product. */
export const blueprints: readonly Blueprint[] = [...homeBlueprints, ...textileBlueprints, ...gardenBlueprints, ...workshopBlueprints];
