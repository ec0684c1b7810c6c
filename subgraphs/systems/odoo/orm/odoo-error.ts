/** An exception of the Odoo server as a client sees it in `error.data`. */
export class OdooError extends Error {
  constructor(
    /** Python name with its module, for example `odoo.exceptions.ValidationError`. */
    readonly exception: string,
    message: string,
  ) {
    super(message);
  }
}

/** Python's ValueError, for example for an unknown field. */
export const valueError = (message: string): OdooError => new OdooError("builtins.ValueError", message);

/** Python's TypeError, for example for an unknown keyword argument. */
export const typeError = (message: string): OdooError => new OdooError("builtins.TypeError", message);

/** What the user may not do in the record's present state. */
export const userError = (message: string): OdooError => new OdooError("odoo.exceptions.UserError", message);

/** A constraint that the values break. */
export const validationError = (message: string): OdooError => new OdooError("odoo.exceptions.ValidationError", message);

/** Rights that the user lacks. */
export const accessError = (message: string): OdooError => new OdooError("odoo.exceptions.AccessError", message);

/** Wrong user id or password. */
export const accessDenied = (): OdooError => new OdooError("odoo.exceptions.AccessDenied", "Access Denied");

/** A record that is not there (any more). */
export function missingError(model: string, id: number, uid: number): OdooError {
  return new OdooError(
    "odoo.exceptions.MissingError",
    `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: ${uid})`,
  );
}

/** A required field that is empty; the text is the server's own. */
export function mandatoryFieldError(model: { name: string; description: string }, field: { name: string; string: string }): OdooError {
  return validationError(
    "The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n" +
      "- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n" +
      `Model: ${model.description} (${model.name})\nField: ${field.string} (${field.name})\n`,
  );
}

/** An unknown field in values or in a list of fields. */
export function invalidField(model: string, field: string): OdooError {
  return valueError(`Invalid field '${field}' on model '${model}'`);
}

/** A record that cannot go because others need it. */
export function restrictedDelete(model: { name: string; description: string }, constraint: string): OdooError {
  return validationError(
    "The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\n" +
      `Model: ${model.description} (${model.name})\nConstraint: ${constraint}\n`,
  );
}
