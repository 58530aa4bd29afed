//! The vending machine goes through its states.

use rtfs::{Data, ErrorKind, Value, rtfs};

rtfs::include_rtfs!("../../examples/programs/vending.rtfs");

#[test]
fn the_vending_machine_goes_through_its_states() {
    assert_eq!(change(380).unwrap().to_string(), "[200 100 50 20 10]");
    assert_eq!(change(0).unwrap().to_string(), "[]");
    assert_eq!(change(5).unwrap_err().kind(), ErrorKind::Thrown);
    let outcome = |events: Value| run(events).unwrap().to_string();
    for (events, expected) in [
        (
            rtfs! { "[]" }.map(Data::into_value),
            "{:state [:idle] :out []}",
        ),
        (
            rtfs! { "[[:coin 100] [:choose :tea] [:coin 50] [:choose :tea]]" }
                .map(Data::into_value),
            "{:state [:idle] :out [[:say \"20 more\"] [:item :tea] [:coins [20 10]]]}",
        ),
        (
            rtfs! { "[[:choose :soup] [:choose :gold] [:coin 7] [:coin 200] [:refund] [:refund]]" }
                .map(Data::into_value),
            "{:state [:idle] :out [[:say \"250\"] [:say \"no such item\"] [:coins [7]] [:coins [200]]]}",
        ),
        (
            rtfs! { "[[:coin 100] [:kick] [:coin 10] [:choose :bar] [:repair] [:coin 20]]" }
                .map(Data::into_value),
            "{:state [:paid 20] :out [[:coins [10]]]}",
        ),
    ] {
        assert_eq!(outcome(events.unwrap()), expected);
    }
}
