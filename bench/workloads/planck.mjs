/** A physics world: a pyramid of boxes, rolling circles, chain ground, a rope of revolute joints, pulley, wheel and distance joints; 300 steps. */
import { digestOf } from "./support/digest.mjs";

export const workload = {
  name: "planck",
  packagePath: "node_modules/planck/src",
  include: (/** @type {string} */ path) => !path.includes("__test__"),
  entries: ["index"],
  compilerOptions: { strict: false, useDefineForClassFields: false, resolveJsonModule: true, isolatedModules: false },
  // The factory form (`Vec2(1, 2)` without `new`) needs functions in place of classes, which ES2022 output has not.
  globals: "declare const CONSTRUCTOR_FACTORY: boolean | undefined; declare const ASSERT: boolean | undefined;",
  define: { ASSERT: "false", _ASSERT: "false", CONSTRUCTOR_FACTORY: "false", _CONSTRUCTOR_FACTORY: "false" },
  violations: "throw",

  prepare() {
    return {};
  },

  run(module) {
    const { World, Vec2, BoxShape, CircleShape, ChainShape, EdgeShape, PolygonShape, RevoluteJoint, DistanceJoint, WheelJoint, PrismaticJoint } = module;
    const world = new World({ gravity: new Vec2(0, -10), allowSleep: false });
    const ground = world.createBody();
    ground.createFixture({ shape: new EdgeShape(new Vec2(-40, 0), new Vec2(40, 0)) });
    const hills = Array.from({ length: 40 }, (_, i) => new Vec2(-40 + 2 * i, 0.6 * Math.abs((i % 7) - 3)));
    ground.createFixture({ shape: new ChainShape(hills), friction: 0.6 });

    for (let row = 0; row < 9; row++) {
      for (let i = row; i < 9; i++) {
        const body = world.createBody({ type: "dynamic", position: new Vec2(-8 + i * 1.125 - row * 0.5625, 3 + row * 1.1) });
        body.createFixture({ shape: new BoxShape(0.5, 0.5), density: 5, friction: 0.5 });
      }
    }
    const rubble = [new CircleShape(0.4), new PolygonShape([new Vec2(-0.4, -0.3), new Vec2(0.5, -0.3), new Vec2(0.3, 0.4), new Vec2(-0.2, 0.5)])];
    for (let i = 0; i < 24; i++) {
      const body = world.createBody({ type: "dynamic", position: new Vec2(6 + (i % 6) * 1.1, 6 + Math.floor(i / 6) * 1.3), bullet: i % 5 === 0 });
      body.createFixture({ shape: rubble[i % 2], density: 1, restitution: 0.3 });
    }
    let previous = ground;
    for (let i = 0; i < 12; i++) {
      const link = world.createBody({ type: "dynamic", position: new Vec2(15.5 + i, 14) });
      link.createFixture({ shape: new BoxShape(0.5, 0.125), density: 20 });
      world.createJoint(new RevoluteJoint({ collideConnected: false }, previous, link, new Vec2(15 + i, 14)));
      previous = link;
    }
    const car = world.createBody({ type: "dynamic", position: new Vec2(-20, 5) });
    car.createFixture({ shape: new BoxShape(1.5, 0.3), density: 1 });
    for (const x of [-21, -19]) {
      const wheel = world.createBody({ type: "dynamic", position: new Vec2(x, 4.5) });
      wheel.createFixture({ shape: new CircleShape(0.4), density: 1, friction: 0.9 });
      world.createJoint(new WheelJoint({ motorSpeed: -8, maxMotorTorque: 20, enableMotor: true, frequencyHz: 4, dampingRatio: 0.7 }, car, wheel, wheel.getPosition(), new Vec2(0, 1)));
    }
    const slider = world.createBody({ type: "dynamic", position: new Vec2(0, 18) });
    slider.createFixture({ shape: new BoxShape(1, 0.4), density: 2 });
    world.createJoint(new PrismaticJoint({ enableLimit: true, lowerTranslation: -3, upperTranslation: 5 }, ground, slider, slider.getPosition(), new Vec2(1, 0.1)));
    world.createJoint(new DistanceJoint({ frequencyHz: 2, dampingRatio: 0.2 }, slider, car, slider.getPosition(), car.getPosition()));

    let contacts = 0;
    world.on("begin-contact", () => {
      contacts++;
    });
    for (let step = 0; step < 300; step++) world.step(1 / 60, 8, 3);

    const places = [];
    for (let body = world.getBodyList(); body; body = body.getNext()) places.push(body.getPosition().x, body.getPosition().y, body.getAngle());
    if (!places.every(Number.isFinite)) throw new Error("a body left the world");
    let hits = 0;
    for (let i = 0; i < 400; i++) world.rayCast(new Vec2(-40, (i % 40) / 2), new Vec2(40, i / 20), (_fixture, _point, _normal, fraction) => ((hits += 1), fraction));
    return { places: digestOf(new Float64Array(places)), bodies: places.length / 3, contacts, hits, slider: slider.getPosition().x };
  },
};
