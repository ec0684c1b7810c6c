/** What may run. */
export { DocumentNotTrusted, DocumentUnknown, readTrustedDocuments, type TrustedDocuments } from "./trusted-documents.js";
