// EXPECT: code.native
import crypto from "node:crypto";
crypto.setEngine("/tmp/x.so");
