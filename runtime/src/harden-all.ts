/** Hardens every intrinsic that a proof may rely on; importing this file is what does it. */
import { hardenExisting } from "./harden";
import { INTRINSIC_NAMES } from "./intrinsic-names.table";

hardenExisting(INTRINSIC_NAMES);
