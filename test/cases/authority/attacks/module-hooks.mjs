// EXPECT: code.dynamic-import
import * as m from "node:module";
m.registerHooks({ load: (url, context, next) => next(url, context) });
