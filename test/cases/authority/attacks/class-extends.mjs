// EXPECT: net.connect
import { Socket } from "net";
export class Pipe extends Socket {}
