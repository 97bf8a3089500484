// EXPECT: code.eval
import secret from "data:text/javascript,export default process.env";
export const found = secret;
