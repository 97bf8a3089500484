"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.a = (x) => x + 1;
module.exports.b = exports.a;
