/** Days after which a pack that had no contact is locked until the next one. */
export const PACK_LOCKS_AFTER_DAYS = 7
