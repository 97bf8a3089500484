import { createHash, hash } from "node:crypto";
import type { Digests } from "../policy/ledger/record.js";

export const NODE_DIGESTS: Digests = {
  hex: (text) => hash("sha256", text, "hex"),
  bytes: (data) => createHash("sha256").update(data).digest(),
};
