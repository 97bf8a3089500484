/** Ordinary uses of packages, each of which throws when it does not come out right. Packages are found from the working directory. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.resolve("package.json"));
const load = async (name) => {
  const found = await import(pathToFileURL(require.resolve(name)).href);
  return found.default ?? found;
};
const whole = async (name) => import(pathToFileURL(require.resolve(name)).href);

export const EXERCISES = {
  lodash: async () => {
    const _ = await load("lodash");
    assert.deepEqual(_.merge({ a: { b: 1 } }, { a: { c: 2 } }), { a: { b: 1, c: 2 } });
    assert.equal(_.template("<%= a %>")({ a: 1 }), "1");
    assert.deepEqual(
      _.chain([3, 1, 2])
        .sortBy()
        .map((x) => x * 2)
        .value(),
      [2, 4, 6],
    );
  },
  express: async () => {
    const express = await load("express");
    const app = express();
    app.get("/:id", (request, response) => response.json({ id: request.params.id }));
    const server = app.listen(0);
    const answer = await fetch(`http://127.0.0.1:${server.address().port}/7`);
    assert.deepEqual(await answer.json(), { id: "7" });
    server.closeAllConnections();
    server.close();
  },
  rxjs: async () => {
    const { from, map, toArray, firstValueFrom, Subject } = await whole("rxjs");
    assert.deepEqual(
      await firstValueFrom(
        from([1, 2]).pipe(
          map((x) => x + 1),
          toArray(),
        ),
      ),
      [2, 3],
    );
    const subject = new Subject();
    subject.error(new Error("x"));
  },
  moment: async () => assert.equal((await load("moment"))("2020-02-29").add(1, "year").format("YYYY-MM-DD"), "2021-02-28"),
  dayjs: async () => assert.equal((await load("dayjs"))("2020-02-29").add(1, "month").format("YYYY-MM-DD"), "2020-03-29"),
  zod: async () => {
    const { z } = await whole("zod");
    assert.deepEqual(z.object({ a: z.string().min(1) }).parse({ a: "x" }), { a: "x" });
    assert.equal(z.number().safeParse("x").success, false);
  },
  ajv: async () => {
    const Ajv = await load("ajv");
    const check = new (Ajv.default ?? Ajv)().compile({ type: "object", required: ["a"] });
    assert.equal(check({}), false);
  },
  yargs: async () => {
    const yargs = await load("yargs");
    assert.equal(yargs(["--port", "80"]).option("port", { type: "number" }).parseSync().port, 80);
  },
  chalk: async () => assert.match((await load("chalk")).bold.red("x"), /x/),
  semver: async () => assert.equal((await load("semver")).satisfies("1.2.3", "^1.0.0"), true),
  uuid: async () => assert.equal((await whole("uuid")).v4().length, 36),
  immer: async () => {
    const { produce } = await whole("immer");
    const next = produce({ a: [1] }, (draft) => void draft.a.push(2));
    assert.deepEqual(next, { a: [1, 2] });
  },
  commander: async () => {
    const { Command } = await whole("commander");
    assert.equal(new Command().option("-p, --port <n>").parse(["-p", "3"], { from: "user" }).opts().port, "3");
  },
  axios: async () => {
    const axios = await load("axios");
    const error = await axios.get("http://127.0.0.1:1/").catch((one) => one);
    assert.equal(error.isAxiosError, true);
  },
  debug: async () => {
    const log = (await load("debug"))("x");
    log.enabled = true;
    const lines = [];
    log.log = (line) => lines.push(line);
    log("hello %o", { a: 1 });
    assert.equal(lines.length, 1);
  },
  async: async () => assert.deepEqual(await (await whole("async")).mapLimit([1, 2], 1, async (x) => x * 2), [2, 4]),
  bluebird: async () => {
    const P = await load("bluebird");
    assert.deepEqual(await P.map([1, 2], (x) => P.delay(1).then(() => x)), [1, 2]);
  },
  ramda: async () => assert.equal((await whole("ramda")).pipe((x) => x + 1, String)(1), "2"),
  underscore: async () =>
    assert.deepEqual(
      (await load("underscore")).groupBy([1, 2, 3], (x) => x % 2),
      { 0: [2], 1: [1, 3] },
    ),
  minimist: async () => assert.deepEqual((await load("minimist"))(["-a", "1"]).a, 1),
  joi: async () => assert.ok((await load("joi")).object({ a: (await load("joi")).number() }).validate({ a: "x" }).error),
  yup: async () => assert.equal(await (await whole("yup")).object({ a: (await whole("yup")).number() }).isValid({ a: 1 }), true),
  handlebars: async () => assert.equal((await load("handlebars")).compile("{{#each a}}{{this}}{{/each}}")({ a: [1, 2] }), "12"),
  ejs: async () => assert.equal((await load("ejs")).render("<%= a %>", { a: 1 }), "1"),
  mustache: async () => assert.equal((await load("mustache")).render("{{a}}", { a: 1 }), "1"),
  "date-fns": async () => assert.equal((await whole("date-fns")).format(new Date(2020, 1, 29), "yyyy-MM-dd"), "2020-02-29"),
  qs: async () => assert.deepEqual((await load("qs")).parse("a[b]=1"), { a: { b: "1" } }),
  "js-yaml": async () => assert.deepEqual((await whole("js-yaml")).load("a: [1, 2]"), { a: [1, 2] }),
  winston: async () => {
    const winston = await load("winston");
    winston.createLogger({ transports: [new winston.transports.Console({ silent: true })] }).info("x");
  },
  pino: async () => (await load("pino"))({ level: "silent" }).info({ a: 1 }),
  ws: async () => {
    const { WebSocketServer, WebSocket } = require("ws");
    const server = new WebSocketServer({ port: 0 });
    server.on("connection", (socket) => socket.on("message", (data) => socket.send(`${data}!`)));
    const client = new WebSocket(`ws://127.0.0.1:${server.address().port}`);
    client.on("open", () => client.send("a"));
    const answer = await new Promise((resolve) => client.on("message", (data) => resolve(String(data))));
    assert.equal(answer, "a!");
    client.terminate();
    server.close();
  },
  "fs-extra": async () => assert.equal(await (await load("fs-extra")).pathExists("package.json"), true),
  mobx: async () => {
    const { observable, autorun } = await whole("mobx");
    const box = observable({ a: 1 });
    const seen = [];
    autorun(() => seen.push(box.a));
    box.a = 2;
    assert.deepEqual(seen, [1, 2]);
  },
  xregexp: async () => assert.equal((await load("xregexp"))("(?<y>\\d+)").exec("a12").groups?.y ?? "12", "12"),
};
