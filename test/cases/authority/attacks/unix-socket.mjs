// EXPECT: net.connect
import net from "node:net";
net.connect({ path: "/var/run/docker.sock" });
