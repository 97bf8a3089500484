import { EventEmitter } from "node:events";
export class Bus extends EventEmitter {
  send(name, value) {
    return this.emit(name, value);
  }
}
