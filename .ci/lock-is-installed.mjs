// Exit 0 when node_modules holds what package-lock.json says; anything else means `npm ci` is due.
import { readFileSync } from "node:fs";

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
try {
  const wanted = packagesOf("package-lock.json");
  const installed = packagesOf("node_modules/.package-lock.json");
  const missing = Object.entries(wanted).filter(
    ([path, entry]) =>
      path.startsWith("node_modules/") && !entry.optional && !entry.link && installed[path]?.version !== entry.version,
  );
  process.exit(missing.length === 0 ? 0 : 1);
} catch (error) {
  console.error(`dependencies are not installed: ${error.message}`);
  process.exit(1);
}
