// EXPECT: code.dynamic-import
import { register } from "node:module";
register("data:text/javascript,export const load = (u, c, n) => n(u, c);");
