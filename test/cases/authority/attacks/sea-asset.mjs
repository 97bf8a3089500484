// EXPECT: fs.read
import { getAsset } from "node:sea";
getAsset("x");
