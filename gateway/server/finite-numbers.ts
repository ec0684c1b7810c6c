import { GraphQLError, type ArgumentNode, type ASTVisitor, type ValidationContext } from "graphql";

/** A validation rule that refuses a number literal too large to be one: graphql-js reads `1e400` as infinity and lets it pass. */
export function finiteNumbers(context: ValidationContext): ASTVisitor {
  let argument: ArgumentNode | undefined;
  return {
    Argument: {
      enter: (node) => {
        argument = node;
      },
      leave: () => {
        argument = undefined;
      },
    },
    FloatValue: (node) => {
      const value = Number(node.value);
      if (Number.isFinite(value)) return;
      const place = argument === undefined ? "a value" : `"${argument.name.value}"`;
      context.reportError(
        new GraphQLError(`${place}: ${node.value} is too large and reads as ${value}; give a finite number.`, { nodes: node }),
      );
    },
  };
}
