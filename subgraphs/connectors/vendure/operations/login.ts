import { z } from "zod";
import { operation } from "../operation.js";

/** Opens a session; its token comes in a header of the answer (https://docs.vendure.io/reference/graphql-api/admin/mutations#login). */
export const LOGIN = operation(
  "Login",
  `mutation Login($user: String!, $password: String!) {
    login(username: $user, password: $password) {
      ... on CurrentUser { id }
      ... on ErrorResult { errorCode }
    }
  }`,
  z.object({ login: z.object({ id: z.string() }) }),
);
