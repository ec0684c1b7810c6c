import { Command, Option } from "commander";
import { subgraphNames } from "../config/index.js";
import { composeCommand } from "./compose.js";
import { connectorNewCommand } from "./connector-new-command.js";
import { doctorCommand } from "./doctor.js";
import { explainAndExit } from "./explain-and-exit.js";
import { serveCommand } from "./serve.js";
import { subgraphCommand } from "./subgraph.js";
import { tokenCommand } from "./token.js";

const config = new Option("--config <file>", "settings file; PASSERELLE_CONFIG, passerelle.config.yaml or the demo when left out");
const list = (value: string): string[] => value.split(",").map((one) => one.trim());

const program = new Command("passerelle").description("One GraphQL endpoint in front of a merchant's systems.");

program
  .command("serve")
  .description("serve any Federation 2 supergraph over the URLs that it names")
  .requiredOption("--supergraph <file>", "the composed supergraph (SDL)")
  .option("--config <file>", "settings file for server, engine, auth and telemetry; their defaults when left out")
  .option("--port <n>", "port to listen on; PORT or 4000 when left out")
  .action(serveCommand);

program
  .command("subgraph")
  .description("run one of our subgraphs alone over HTTP")
  .argument("<name>", `one of ${subgraphNames.join(", ")}`)
  .addOption(config)
  .option("--port <n>", "port to listen on; PORT or the settings' when left out")
  .action(subgraphCommand);

program.command("compose").description("print the supergraph of the settings").addOption(config).action(composeCommand);

program
  .command("doctor")
  .description("check the settings, reach each system, log in and read one record of each port")
  .addOption(config)
  .action(doctorCommand);

program
  .command("token")
  .description("print a bearer token signed with the settings' auth.secret, for development")
  .option("--customer <id>", "speak for this customer")
  .option("--groups <codes>", "customer groups, parted by commas", list)
  .option("--scopes <names>", "scopes, parted by commas", list)
  .option("--expires-in <time>", "for example 8h", "8h")
  .addOption(config)
  .action(tokenCommand);

program
  .command("connector")
  .description("work on connectors")
  .command("new")
  .argument("<name>", "kebab-case name of the vendor")
  .description("make the folder of a new connector, with a contract suite that runs (red) at once")
  .action(connectorNewCommand);

program.parseAsync().catch(explainAndExit);
