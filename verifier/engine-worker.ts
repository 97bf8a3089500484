/** Entry of a thread that is Z3 and nothing else, for a thread that sleeps until it has an answer (engine-thread.ts). */
import type { SmtContext } from "../solver/smt-session.js";
import type { EngineReply, EngineRequest } from "./engine-thread.js";
import { serveSync } from "./sync-port.js";

serveSync(async () => {
  const { loadEngine } = await import("../solver/z3.js");
  const engine = await loadEngine(null);
  const own: { context: SmtContext | null } = { context: null };
  return (message): EngineReply => {
    const request = message as EngineRequest;
    if (request.kind === "open") own.context = engine.open();
    else if (request.kind === "close") own.context?.close();
    return { kind: "output", text: request.kind === "evaluate" ? (own.context?.evaluate(request.text) ?? "") : "" };
  };
});
