/** Dependencies of the streaming client expect the global object under its Node name. */
Object.assign(globalThis, { global: globalThis });
