// The kernel of an operating system in miniature: tasks with priorities and queues of packets, two devices, a scheduler.
const ID_IDLE = 0;
const ID_WORKER = 1;
const ID_HANDLER_A = 2;
const ID_HANDLER_B = 3;
const ID_DEVICE_A = 4;
const ID_DEVICE_B = 5;
const NUMBER_OF_IDS = 6;
const KIND_DEV = 0;
const KIND_WORK = 1;
const DATA_SIZE = 4;
const COUNT = 200;

const STATE_RUNNING = 0;
const STATE_RUNNABLE = 1;
const STATE_SUSPENDED = 2;
const STATE_HELD = 4;
const STATE_SUSPENDED_RUNNABLE = STATE_SUSPENDED | STATE_RUNNABLE;
const STATE_NOT_HELD = ~STATE_HELD;

class Packet {
  a1 = 0;
  a2: number[];
  constructor(
    public link: Packet | null,
    public id: number,
    public kind: number,
  ) {
    this.a2 = new Array(DATA_SIZE);
    for (let i = 0; i < DATA_SIZE; i++) this.a2[i] = 0;
  }

  addTo(queue: Packet | null): Packet {
    this.link = null;
    if (queue === null) return this;
    let next = queue;
    for (let peek = next.link; peek !== null; peek = next.link) next = peek;
    next.link = this;
    return queue;
  }
}

interface Task {
  run(packet: Packet | null): TaskControlBlock | null;
}

class TaskControlBlock {
  state: number;
  constructor(
    readonly link: TaskControlBlock | null,
    readonly id: number,
    readonly priority: number,
    public queue: Packet | null,
    readonly task: Task,
  ) {
    this.state = queue === null ? STATE_SUSPENDED : STATE_SUSPENDED_RUNNABLE;
  }

  isHeldOrSuspended(): boolean {
    return (this.state & STATE_HELD) !== 0 || this.state === STATE_SUSPENDED;
  }

  run(): TaskControlBlock | null {
    let packet: Packet | null = null;
    if (this.state === STATE_SUSPENDED_RUNNABLE && this.queue !== null) {
      packet = this.queue;
      this.queue = packet.link;
      this.state = this.queue === null ? STATE_RUNNING : STATE_RUNNABLE;
    }
    return this.task.run(packet);
  }

  checkPriorityAdd(task: TaskControlBlock, packet: Packet): TaskControlBlock {
    if (this.queue === null) {
      this.queue = packet;
      this.state |= STATE_RUNNABLE;
      if (this.priority > task.priority) return this;
    } else {
      this.queue = packet.addTo(this.queue);
    }
    return task;
  }
}

export class Scheduler {
  queueCount = 0;
  holdCount = 0;
  private readonly blocks: (TaskControlBlock | null)[] = new Array(NUMBER_OF_IDS).fill(null);
  private list: TaskControlBlock | null = null;
  private currentTcb: TaskControlBlock | null = null;
  private currentId = 0;

  addTask(id: number, priority: number, queue: Packet | null, task: Task): TaskControlBlock {
    this.currentTcb = new TaskControlBlock(this.list, id, priority, queue, task);
    this.list = this.currentTcb;
    this.blocks[id] = this.currentTcb;
    return this.currentTcb;
  }

  schedule(): void {
    this.currentTcb = this.list;
    while (this.currentTcb !== null) {
      if (this.currentTcb.isHeldOrSuspended()) {
        this.currentTcb = this.currentTcb.link;
      } else {
        this.currentId = this.currentTcb.id;
        this.currentTcb = this.currentTcb.run();
      }
    }
  }

  release(id: number): TaskControlBlock | null {
    const tcb = this.blocks[id];
    if (tcb === null) return tcb;
    tcb.state &= STATE_NOT_HELD;
    return this.currentTcb !== null && tcb.priority > this.currentTcb.priority ? tcb : this.currentTcb;
  }

  holdCurrent(): TaskControlBlock | null {
    this.holdCount++;
    if (this.currentTcb === null) return null;
    this.currentTcb.state |= STATE_HELD;
    return this.currentTcb.link;
  }

  suspendCurrent(): TaskControlBlock | null {
    if (this.currentTcb !== null) this.currentTcb.state |= STATE_SUSPENDED;
    return this.currentTcb;
  }

  queue(packet: Packet): TaskControlBlock | null {
    const t = this.blocks[packet.id];
    if (t === null || this.currentTcb === null) return t;
    this.queueCount++;
    packet.link = null;
    packet.id = this.currentId;
    return t.checkPriorityAdd(this.currentTcb, packet);
  }
}

class IdleTask implements Task {
  constructor(
    private readonly scheduler: Scheduler,
    private v1: number,
    private count: number,
  ) {}
  run(): TaskControlBlock | null {
    this.count--;
    if (this.count === 0) return this.scheduler.holdCurrent();
    if ((this.v1 & 1) === 0) {
      this.v1 >>= 1;
      return this.scheduler.release(ID_DEVICE_A);
    }
    this.v1 = (this.v1 >> 1) ^ 0xd008;
    return this.scheduler.release(ID_DEVICE_B);
  }
}

class DeviceTask implements Task {
  private v1: Packet | null = null;
  constructor(private readonly scheduler: Scheduler) {}
  run(packet: Packet | null): TaskControlBlock | null {
    if (packet !== null) {
      this.v1 = packet;
      return this.scheduler.holdCurrent();
    }
    if (this.v1 === null) return this.scheduler.suspendCurrent();
    const v = this.v1;
    this.v1 = null;
    return this.scheduler.queue(v);
  }
}

class WorkerTask implements Task {
  constructor(
    private readonly scheduler: Scheduler,
    private v1: number,
    private v2: number,
  ) {}
  run(packet: Packet | null): TaskControlBlock | null {
    if (packet === null) return this.scheduler.suspendCurrent();
    this.v1 = this.v1 === ID_HANDLER_A ? ID_HANDLER_B : ID_HANDLER_A;
    packet.id = this.v1;
    packet.a1 = 0;
    for (let i = 0; i < DATA_SIZE; i++) {
      this.v2++;
      if (this.v2 > 26) this.v2 = 1;
      packet.a2[i] = this.v2;
    }
    return this.scheduler.queue(packet);
  }
}

class HandlerTask implements Task {
  private v1: Packet | null = null;
  private v2: Packet | null = null;
  constructor(private readonly scheduler: Scheduler) {}
  run(packet: Packet | null): TaskControlBlock | null {
    if (packet !== null) {
      if (packet.kind === KIND_WORK) this.v1 = packet.addTo(this.v1);
      else this.v2 = packet.addTo(this.v2);
    }
    if (this.v1 !== null) {
      const count = this.v1.a1;
      if (count < DATA_SIZE) {
        if (this.v2 !== null) {
          const v = this.v2;
          this.v2 = v.link;
          v.a1 = this.v1.a2[count];
          this.v1.a1 = count + 1;
          return this.scheduler.queue(v);
        }
      } else {
        const v = this.v1;
        this.v1 = v.link;
        return this.scheduler.queue(v);
      }
    }
    return this.scheduler.suspendCurrent();
  }
}

export function run(): unknown {
  const scheduler = new Scheduler();
  scheduler.addTask(ID_IDLE, 0, null, new IdleTask(scheduler, 1, COUNT)).state = STATE_RUNNING;
  let queue = new Packet(null, ID_WORKER, KIND_WORK);
  queue = new Packet(queue, ID_WORKER, KIND_WORK);
  scheduler.addTask(ID_WORKER, 1000, queue, new WorkerTask(scheduler, ID_HANDLER_A, 0));
  for (const [handler, device, priority] of [[ID_HANDLER_A, ID_DEVICE_A, 2000], [ID_HANDLER_B, ID_DEVICE_B, 3000]] as const) {
    queue = new Packet(null, device, KIND_DEV);
    queue = new Packet(queue, device, KIND_DEV);
    queue = new Packet(queue, device, KIND_DEV);
    scheduler.addTask(handler, priority, queue, new HandlerTask(scheduler));
  }
  scheduler.addTask(ID_DEVICE_A, 4000, null, new DeviceTask(scheduler));
  scheduler.addTask(ID_DEVICE_B, 5000, null, new DeviceTask(scheduler));
  scheduler.schedule();
  return [scheduler.queueCount, scheduler.holdCount];
}
