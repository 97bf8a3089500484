const { call } = Function.prototype;
const apply = Function.prototype.apply;
const EventEmitter = require("events");
module.exports = (f, xs) => apply.call(f, null, xs);
module.exports.on = (e, f) => EventEmitter.prototype.on.call(e, "x", f);
module.exports.unbound = call.bind(Object.prototype.hasOwnProperty);
