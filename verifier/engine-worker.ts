/** Entry of a thread that is Z3 and nothing else, for a thread that sleeps until it has an answer (engine-thread.ts). */
import { workerData } from "node:worker_threads";
import { loadEngine } from "../solver/z3.js";
import type { SmtContext } from "../solver/smt-session.js";
import type { EngineReply, EngineRequest } from "./engine-thread.js";
import { connectSync } from "./sync-port.js";

const connection = connectSync(workerData);
const reply = (message: EngineReply): void => {
  connection.send(message);
};
const crashed = (error: unknown): void => {
  reply({ kind: "crashed", message: error instanceof Error ? error.message : String(error) });
};

process.on("exit", () => {
  crashed("the thread of the solver ends");
});

const loading = loadEngine(null);
loading.catch(() => undefined);
const own: { context: SmtContext | null } = { context: null };

connection.onTask((message) => {
  loading
    .then((engine) => {
      const request = message as EngineRequest;
      if (request.kind === "open") own.context = engine.open();
      else if (request.kind === "close") own.context?.close();
      reply({ kind: "output", text: request.kind === "evaluate" ? (own.context?.evaluate(request.text) ?? "") : "" });
    })
    .catch(crashed);
});
