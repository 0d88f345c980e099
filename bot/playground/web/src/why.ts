/** Why something did not work, in one sentence for each cause. */
import { Away, Refused } from "./server";
import { say } from "./words";

/** The words for Slack's words; what is not here is a reason that nobody should meet. */
const REASONS: Record<string, string> = {
  clock_only_forward: "clock.only_forward",
  invalid_date: "wrong.date",
  dispatch_failed: "wrong.no_answer",
  operation_timeout: "wrong.no_answer",
  internal_error: "wrong.broken",
  not_found: "wrong.gone",
  message_not_found: "wrong.gone",
  thread_not_found: "wrong.gone",
  action_not_found: "wrong.gone",
  block_not_found: "wrong.gone",
  option_not_found: "wrong.gone",
  channel_not_found: "wrong.not_here",
  not_in_channel: "wrong.not_here",
  is_archived: "wrong.not_here",
  file_too_large: "pick.too_large",
  account_inactive: "wrong.account",
};

export function why(wrong: unknown): string {
  if (wrong instanceof Away) return say("wrong.away");
  if (!(wrong instanceof Refused)) throw wrong;
  const known = REASONS[wrong.message];
  return known ? say(known) : say("wrong.refused", { reason: wrong.message });
}
