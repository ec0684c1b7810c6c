import "reflect-metadata";
import { Ctx, Field, Float, ID, Int, ObjectType, Query, registerEnumType, Resolver } from "type-graphql";
import { DateTimeScalar } from "#model/graphql";
import { buildFederatedSchema, type Subgraph, type Viewer } from "#platform";
import type { ConnectedSystem } from "#sdk";

/** How a system is. */
export enum SystemState {
  UP = "UP",
  TRYING = "TRYING",
  DOWN = "DOWN",
}
registerEnumType(SystemState, {
  name: "SystemState",
  description: "How a connected system is, seen from here.",
  valuesConfig: {
    UP: { description: "It is asked as usual." },
    TRYING: { description: "It was down; one request at a time tries whether it is back." },
    DOWN: { description: "It failed repeatedly and is left alone for a while." },
  },
});

const staffOnly = "; null without the scope `systems:read`";

/** A connected system on the graph. */
@ObjectType("System", { description: "A system of the merchant that the graph stands on." })
export class SystemType {
  @Field(() => ID, { description: "Its name in the settings." })
  name: string;

  @Field(() => String, { description: "The connector that speaks to it." })
  connector: string;

  @Field(() => SystemState, { description: "How it is." })
  state: SystemState;

  @Field(() => [String], { description: "What it offers, as ports." })
  ports: string[];

  @Field(() => Float, { nullable: true, description: `Median time of the last hundred answers, in milliseconds${staffOnly}.` })
  latencyMs?: number | undefined;

  @Field(() => Int, { nullable: true, description: `Requests that wait or are under way${staffOnly}.` })
  queue?: number | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: `When it last answered well${staffOnly}.` })
  lastSuccessAt?: string | undefined;

  @Field(() => String, { nullable: true, description: `Code of the last failure${staffOnly}.` })
  lastErrorCode?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: `When it last failed${staffOnly}.` })
  lastErrorAt?: string | undefined;
}

interface BoardContext {
  readonly viewer: Viewer;
  readonly systems: readonly ConnectedSystem[];
}

@Resolver()
class SystemQueries {
  @Query(() => [SystemType], { description: "The connected systems: state for everybody, the rest for staff with `systems:read`." })
  systems(@Ctx() ctx: BoardContext): SystemType[] {
    return ctx.systems.map((system) => toSystem(system, ctx.viewer.scopes.has("systems:read")));
  }
}

const states = { closed: SystemState.UP, "half-open": SystemState.TRYING, open: SystemState.DOWN } as const;

function toSystem(system: ConnectedSystem, isStaff: boolean): SystemType {
  const health = system.health();
  const face = {
    name: system.name,
    connector: system.connectorName,
    state: states[health.state],
    ports: Object.keys(system.ports).toSorted(),
  };
  if (!isStaff) return face;
  return {
    ...face,
    latencyMs: health.latencyMsMedian,
    queue: health.waiting + health.underWay,
    lastSuccessAt: health.lastSuccessAt,
    lastErrorCode: health.lastError?.code,
    lastErrorAt: health.lastError?.at,
  };
}

/** The gateway's own subgraph: how the connected systems of this process are. */
export async function createOperationsSubgraph(systems: readonly ConnectedSystem[]): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<BoardContext>({ resolvers: [SystemQueries], references: {} });
  return { name: "operations", schema, sdl, createContext: ({ viewer }) => ({ viewer, systems }) };
}
