const { promise, resolve } = Promise.withResolvers();
new WeakRef(promise).deref()?.then(resolve);
