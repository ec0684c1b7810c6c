import { daysAfter, referenceDate } from "./calendar.js";
import type { MerchantCustomer, MerchantLocale } from "./merchant.js";
import type { Random } from "./random.js";

type Interaction = MerchantCustomer["interactions"][number];
type Topic = Pick<Interaction, "kind" | "subject" | "body">;

const topics: Readonly<Record<MerchantLocale, readonly Topic[]>> = {
  "en-GB": [
    { kind: "CALL", subject: "Delivery date", body: "Asked whether delivery could be moved to the end of the week; agreed on Friday." },
    { kind: "EMAIL", subject: "Invoice copy", body: "Wanted a copy of the last invoice for the accountant; sent." },
    { kind: "MEETING", subject: "Showroom visit", body: "Looked at oak finishes in the London shop; prefers the smoked one." },
    { kind: "NOTE", subject: "Access", body: "Narrow stairs: large parcels need two people." },
    { kind: "CALL", subject: "Fabric samples", body: "Asked for samples of washed linen in four colours; posted." },
    { kind: "EMAIL", subject: "Quote", body: "Quote for forty metres of upholstery fabric sent, valid for a month." },
  ],
  "fr-FR": [
    { kind: "CALL", subject: "Date de livraison", body: "Souhaite décaler la livraison à la fin de la semaine ; convenu pour vendredi." },
    { kind: "EMAIL", subject: "Copie de facture", body: "A demandé une copie de la dernière facture pour son comptable ; envoyée." },
    {
      kind: "MEETING",
      subject: "Visite au magasin",
      body: "A comparé les finitions du chêne au magasin de Paris ; préfère la finition fumée.",
    },
    { kind: "NOTE", subject: "Accès", body: "Escalier étroit : prévoir deux livreurs pour les gros colis." },
    { kind: "CALL", subject: "Échantillons", body: "A demandé des échantillons de lin lavé en quatre couleurs ; postés." },
    { kind: "EMAIL", subject: "Devis", body: "Devis pour quarante mètres de tissu d'ameublement envoyé, valable un mois." },
  ],
};

/** None to four contacts with a customer, oldest first, in the customer's language. */
export function drawInteractions(language: MerchantLocale, random: Random): Interaction[] {
  return random
    .sample(topics[language], random.int(0, 4))
    .map((topic) => ({ ...topic, at: daysAfter(referenceDate, -random.next() * 300) }))
    .sort((one, other) => one.at.localeCompare(other.at));
}
