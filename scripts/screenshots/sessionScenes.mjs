/**
 * Pictures of the page of a session.
 *
 * @type {readonly import('../screenshots.mjs').Scene[]}
 */
export const SESSION_SCENES = []
