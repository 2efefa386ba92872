// xapi.js: what happened, in the shape of a statement of the Experience API, without actor and time: those are the
// page's to know. No request is made; the addresses are only names.

const VERBS = 'http://adlnet.gov/expapi/verbs/';
const TYPES = 'http://adlnet.gov/expapi/activities/';

const verb = (name) => ({ id: VERBS + name, display: { en: name } });
const activity = (element, definition) => ({
  objectType: 'Activity', definition,
  id: location.href.replace(/#.*$/s, '') + (element.id && `#${element.id}`),
});

/** choices: the texts that could be chosen; chosen: their numbers. */
export function answered(element, { question, choices, chosen, right, key }) {
  const description = { en: question };
  return {
    verb: verb('answered'),
    object: activity(element, {
      type: `${TYPES}cmi.interaction`, interactionType: 'choice', description,
      choices: choices.map((text, index) => ({ id: String(index), description: { en: text } })),
      ...key && { correctResponsesPattern: [key.join('[,]')] },
    }),
    result: { success: right, completion: right, response: chosen.join('[,]') },
  };
}

/** The detail of podwall-verdict has the lab's own words beside the statement. */
export function judged(element, { question, verdict, sentence }) {
  return {
    verb: verb('interacted'), object: activity(element, { type: `${TYPES}simulation` }),
    result: { response: verdict }, question, verdict, sentence,
  };
}
