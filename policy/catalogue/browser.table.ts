/**
 * What browsers add. Whoever has one node of the page has its document, and with it scripts, requests, cookies: so everything that gives a
 * node counts as the document does. What is in neither list of a browser's globals is denied like any unknown name.
 */
import type { CatalogueTable } from "./entry.js";

export const BROWSER_GLOBALS: CatalogueTable = {
  "code.eval net.connect export.persistent":
    "document Image Audio Option Range Comment Text DocumentFragment CDATASection customElements HTMLElement getSelection event external " +
    "frameElement StaticRange XSLTProcessor CustomElementRegistry Selection Document Node Element ShadowRoot Window SVGElement " +
    "MathMLElement navigation onmessage",
  "code.eval net.connect": "open location history",
  "net.connect@0:url": "WebTransport",
  "net.connect":
    "XMLHttpRequest RTCPeerConnection webkitRTCPeerConnection RTCDataChannel FontFace XMLHttpRequestEventTarget XMLHttpRequestUpload " +
    "PushManager Notification PaymentRequest RemotePlayback MediaSource ManagedMediaSource",
  "code.eval@0:script net.connect": "importScripts",
  "worker.spawn@0": "Worker SharedWorker",
  "worker.spawn":
    "Worklet ServiceWorkerContainer ServiceWorker AudioWorklet AudioWorkletNode AudioContext OfflineAudioContext BaseAudioContext",
  "export.persistent":
    "localStorage sessionStorage indexedDB caches cookieStore IDBFactory Storage CacheStorage CookieStore showOpenFilePicker showSaveFilePicker " +
    "showDirectoryPicker requestFileSystem webkitRequestFileSystem",
  "global.write": "postMessage dispatchEvent addEventListener removeEventListener name status close stop focus blur print",
  "time.high-resolution": "requestAnimationFrame requestIdleCallback scheduler",
  "-":
    "cancelAnimationFrame cancelIdleCallback alert confirm prompt matchMedia getComputedStyle scroll scrollBy scrollTo moveBy moveTo resizeBy " +
    "resizeTo captureEvents releaseEvents closed devicePixelRatio innerHeight innerWidth outerHeight outerWidth length locationbar menubar " +
    "personalbar scrollbars statusbar toolbar orientation originAgentCluster pageXOffset pageYOffset screen screenLeft screenTop screenX screenY " +
    "scrollX scrollY speechSynthesis crossOriginIsolated isSecureContext origin createImageBitmap reportError fonts toString viewport " +
    "DOMParser DOMPoint DOMPointReadOnly DOMQuad DOMRect DOMRectReadOnly DOMMatrix DOMMatrixReadOnly WebKitCSSMatrix FileReader FileReaderSync " +
    "ImageData ImageBitmap OffscreenCanvas Path2D NodeFilter XMLSerializer visualViewport MutationObserver IntersectionObserver ResizeObserver " +
    "DOMTokenList NodeList HTMLCollection NamedNodeMap XPathResult XPathEvaluator XPathExpression DataTransfer webkitURL",
};

/** Members of `navigator`. */
export const NAVIGATOR: CatalogueTable = {
  "net.connect@0:url": "sendBeacon",
  "worker.spawn": "serviceWorker",
  "export.persistent": "clipboard storage share credentials usb serial bluetooth hid mediaDevices geolocation locks",
  "-":
    "userAgent userAgentData appName appVersion appCodeName platform product productSub vendor vendorSub language languages onLine " +
    "hardwareConcurrency deviceMemory maxTouchPoints cookieEnabled doNotTrack webdriver pdfViewerEnabled connection userActivation " +
    "scheduling standalone msMaxTouchPoints javaEnabled vibrate",
};

/** Names of constructors that page code meets in `instanceof`, by their beginnings; none of them makes anything. */
export const BROWSER_TYPES =
  /^(?:(?:HTML|SVG|MathML)[A-Za-z]*(?:Element|Collection|List|Length|Angle|Number|Point|Rect|Transform|Matrix|Types|String|Ratio|Animated[A-Za-z]*)|CSS[A-Za-z]*|[A-Z][A-Za-z]*Event|GPU[A-Za-z]*|WebGL[A-Za-z0-9]*|IDB[A-Za-z]+)$/;
