/**
 * Fewer people than this are never counted for those who may not see their records (个人信息保护法 第二十八条: sensitive
 * personal information).
 */
export const FEWEST_COUNTED = 5
