/**
 * Names that TypeScript's emitter calls its helpers by (what tslib exports, and what its helpers call), whatever else the program declares under them:
 * it does not look for other names, as it does for its temporaries.
 */
export const HELPER_NAMES: ReadonlySet<string> = new Set(
  (
    "__addDisposableResource __assign __asyncDelegator __asyncGenerator __asyncValues __await __awaiter __classPrivateFieldGet " +
    "__classPrivateFieldIn __classPrivateFieldSet __createBinding __decorate __disposeResources __esDecorate __exportStar __extends " +
    "__generator __importDefault __importStar __makeTemplateObject __metadata __param __propKey __read __rest " +
    "__rewriteRelativeImportExtension __runInitializers __setFunctionName __setModuleDefault __spread __spreadArray __spreadArrays __values"
  ).split(" "),
);
