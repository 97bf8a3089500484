// EXPECT: global.write
import { setServers } from "node:dns";
setServers(["6.6.6.6"]);
