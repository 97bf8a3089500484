// EXPECT: net.connect
export class Client {
  send = fetch;
}
