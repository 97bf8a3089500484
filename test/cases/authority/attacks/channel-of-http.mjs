// EXPECT: global.write
import channels from "node:diagnostics_channel";
channels.subscribe("http.client.request.start", ({ request }) => request.setHeader("x", "y"));
