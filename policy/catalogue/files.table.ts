/** `node:fs` and `node:fs/promises`. */
import type { CatalogueTable } from "./entry.js";

export const FS_PROMISES: CatalogueTable = {
  "fs.read@0": "access opendir readdir readlink lstat stat statfs realpath readFile",
  "fs.read@0 fs.write@0": "open",
  "fs.read": "glob",
  "fs.write@0": "truncate mkdir chmod lchmod lchown chown utimes lutimes writeFile appendFile",
  // The name gets a random end: it is not the argument that is made.
  "fs.write": "mkdtemp mkdtempDisposable",
  "fs.read@0 fs.write@1": "copyFile cp",
  "fs.read@0 fs.delete@0 fs.write@1": "rename",
  // A second name for the same file: what may be done to one may be done to the other.
  "fs.read@0 fs.write@0 fs.write@1": "link",
  // The target is read from the folder of the link, and need not exist yet.
  "fs.read fs.write": "symlink",
  "fs.delete@0": "rm rmdir unlink",
  "fs.watch@0": "watch",
  "-": "constants",
};

export const FS: CatalogueTable = {
  "=fs/promises": "promises",
  "fs.read@0":
    "access accessSync createReadStream exists existsSync lstat lstatSync openAsBlob opendir opendirSync readdir readdirSync readFile " +
    "readFileSync readlink readlinkSync realpath realpathSync stat statSync statfs statfsSync ReadStream FileReadStream",
  "fs.read@0 fs.write@0": "open openSync",
  // Descriptors are small numbers, which anybody can guess.
  "fs.read": "fstat fstatSync read readSync readv readvSync close closeSync glob globSync",
  "fs.write":
    "fchmod fchmodSync fchown fchownSync fdatasync fdatasyncSync fsync fsyncSync ftruncate ftruncateSync futimes futimesSync write writeSync " +
    "writev writevSync mkdtemp mkdtempSync mkdtempDisposableSync",
  "fs.write@0":
    "appendFile appendFileSync chmod chmodSync chown chownSync createWriteStream lchmod lchmodSync lchown lchownSync lutimes lutimesSync " +
    "mkdir mkdirSync truncate truncateSync utimes utimesSync writeFile writeFileSync WriteStream FileWriteStream Utf8Stream",
  "fs.read@0 fs.write@1": "copyFile copyFileSync cp cpSync",
  "fs.read@0 fs.delete@0 fs.write@1": "rename renameSync",
  "fs.read@0 fs.write@0 fs.write@1": "link linkSync",
  "fs.read fs.write": "symlink symlinkSync",
  "fs.delete@0": "rm rmSync rmdir rmdirSync unlink unlinkSync",
  "fs.watch@0": "unwatchFile watch watchFile",
  "-": "Dirent Stats Dir _toUnixTimestamp F_OK R_OK W_OK X_OK constants",
};
