// EXPECT: net.connect
import * as net from "net";
const box = { net };
box.net.connect(80, "evil.example");
