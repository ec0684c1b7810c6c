/** Simple drawings, one for each family, on a square of 100 by 100; `currentColor` is the product's colour. */
const pictograms: Readonly<Record<string, string>> = {
  furniture: `<rect x="14" y="34" width="72" height="9" rx="2"/><rect x="18" y="43" width="5" height="38"/><rect x="77" y="43" width="5" height="38"/><rect x="54" y="43" width="23" height="14" opacity=".75"/><circle cx="65" cy="50" r="1.6" fill="#fff"/>`,
  storage: `<path d="M18 36h64l-8 46H26z"/><path d="M34 36c0-22 32-22 32 0" fill="none" stroke="currentColor" stroke-width="5"/><path d="M23 50h54M25 64h50" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>`,
  soft_furnishings: `<path d="M20 24q30 8 60 0q-8 26 0 52q-30-8-60 0q8-26 0-52z"/><path d="M32 34q18 5 36 0q-5 16 0 32q-18-5-36 0q5-16 0-32z" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="2"/>`,
  fabrics: `<rect x="16" y="26" width="24" height="50" rx="12"/><path d="M28 26h50q8 0 8 8v34q0 8-8 8H28q12-4 12-25T28 26z" opacity=".8"/><circle cx="28" cy="51" r="6" fill="#fff" fill-opacity=".6"/>`,
  lighting: `<path d="M49 8h2v22h-2z"/><path d="M50 28c20 0 30 14 32 32H18c2-18 12-32 32-32z"/><ellipse cx="50" cy="60" rx="32" ry="5" fill="#ffe9a8"/><path d="M30 66l-8 22h56l-8-22z" fill="#ffe9a8" opacity=".35"/>`,
  decorating: `<path d="M24 34h52v46q0 6-6 6H30q-6 0-6-6z"/><ellipse cx="50" cy="34" rx="26" ry="7" fill="#fff" fill-opacity=".45"/><path d="M24 34c0-32 52-32 52 0" fill="none" stroke="#777" stroke-width="2.5"/><path d="M34 38v18q4 5 8 0V39z" fill="#fff" fill-opacity=".35"/>`,
  outdoor_furniture: `<path d="M26 20h48l-4 34H30z"/><rect x="24" y="54" width="52" height="7" rx="2"/><path d="M28 61l-6 27M72 61l6 27" stroke="currentColor" stroke-width="5"/><path d="M38 24l1 26M50 24v26M62 24l-1 26" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>`,
  workwear: `<path d="M36 18l-20 14 8 16 8-5v41h36V43l8 5 8-16-20-14q-14 12-28 0z"/><path d="M50 27v57" stroke="#fff" stroke-opacity=".5" stroke-width="2"/><rect x="56" y="46" width="11" height="12" fill="#fff" fill-opacity=".3"/>`,
  hand_tools: `<rect x="46" y="36" width="9" height="52" rx="3"/><path d="M26 18h42q8 2 8 16H64v4H26q-6-10 0-20z" fill="#5c646b"/>`,
  power_tools: `<path d="M16 28h44q8 0 8 10v8q0 6-8 6H50l-4 26H28l4-26H16z"/><rect x="68" y="35" width="8" height="10" fill="#5c646b"/><rect x="76" y="38.5" width="14" height="3" fill="#5c646b"/><rect x="24" y="78" width="26" height="9" rx="2" fill="#3a3d40"/>`,
  plants: `<path d="M34 62h32l-5 26H39z" fill="#b8694a"/><path d="M50 62V36" stroke="currentColor" stroke-width="3"/><path d="M50 44c-20 0-24-14-24-22 16 0 24 8 24 22zM50 38c2-18 14-24 24-24 0 16-8 24-24 24z"/>`,
  bulk_materials: `<path d="M8 82q18-40 42-48 26 8 42 48z"/><g fill="#fff" fill-opacity=".45"><circle cx="34" cy="68" r="4"/><circle cx="50" cy="52" r="3.4"/><circle cx="58" cy="70" r="4.6"/><circle cx="72" cy="74" r="3"/><circle cx="44" cy="76" r="2.6"/></g>`,
  books: `<path d="M22 18h48q8 0 8 8v60H30q-8 0-8-8z"/><path d="M30 78h48" stroke="#fff" stroke-width="4"/><path d="M36 34h28M36 44h20" stroke="#fff" stroke-opacity=".7" stroke-width="3"/>`,
};

const parcel = `<path d="M18 34l32-14 32 14v36L50 86 18 70z"/><path d="M18 34l32 14 32-14M50 48v38" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>`;

/** The family's drawing, or a parcel. */
export function pictogramOf(family: string): string {
  return pictograms[family] ?? parcel;
}
