/** Version of the tool chain as printed in reports. A test keeps it equal to package.json's. */
export const VERSION = "0.1.0";
