// EXPECT: code.eval
import { Session } from "inspector";
new Session().connect();
