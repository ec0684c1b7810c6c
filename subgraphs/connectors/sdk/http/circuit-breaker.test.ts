import { describe, expect, it } from "vitest";
import { createTurnedClock } from "../testing/turned-clock.js";
import { createCircuitBreaker, type BreakerState, type Verdict } from "./circuit-breaker.js";

function started() {
  const clock = createTurnedClock();
  const changes: BreakerState[] = [];
  const breaker = createCircuitBreaker({ failures: 3, coolDownMs: 1_000 }, { clock, onChange: (state) => changes.push(state) });
  const admitted = (): Verdict => {
    const leave = breaker.admit();
    if (typeof leave !== "function") throw new Error(`refused for ${leave.nextTryInMs} ms`);
    return leave;
  };
  return { clock, breaker, changes, admitted };
}

describe("the circuit breaker", () => {
  it("opens after failures in a row; a success in between starts the count anew", () => {
    const { breaker, admitted } = started();
    for (const outcome of ["failure", "failure", "success", "failure", "failure"] as const) admitted()(outcome);
    expect(breaker.state()).toBe("closed");
    admitted()("failure");
    expect(breaker.state()).toBe("open");
    expect(breaker.admit()).toEqual({ nextTryInMs: 1_000 });
  });

  it("learns nothing from a try whose caller left", () => {
    const { breaker, admitted } = started();
    for (const outcome of ["failure", "failure", "unknown", "unknown"] as const) admitted()(outcome);
    expect(breaker.state()).toBe("closed");
    admitted()("failure");
    expect(breaker.state()).toBe("open");
  });

  it("lets one probe through; its failure opens again, its success closes, its end without verdict lets the next one through", () => {
    const { clock, breaker, changes, admitted } = started();
    for (let failures = 0; failures < 3; failures += 1) admitted()("failure");
    clock.advance(1_000);
    expect(breaker.state()).toBe("half-open");
    const probe = admitted();
    expect(breaker.admit()).toHaveProperty("nextTryInMs");
    probe("failure");
    expect(breaker.state()).toBe("open");
    clock.advance(1_000);
    admitted()("unknown");
    admitted()("success");
    expect(breaker.state()).toBe("closed");
    expect(changes).toEqual(["open", "closed"]);
  });

  it("does not let a late verdict from before it opened close it", () => {
    const { breaker, admitted } = started();
    const late = admitted();
    for (let failures = 0; failures < 3; failures += 1) admitted()("failure");
    late("success");
    expect(breaker.state()).toBe("open");
  });
});
