// EXPECT: net.connect
import { Socket } from "node:net";
new Socket({ fd: 3 }).write("x");
