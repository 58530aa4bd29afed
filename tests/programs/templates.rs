//! The example of a template engine that is macros: what its pages are.

use rtfs::{Data, Value};

rtfs::include_rtfs!("../../examples/programs/templates.rtfs");

#[test]
fn a_page_has_its_parts_in_place() {
    let items = rtfs::rtfs! { [{:name "nut" :count 12} {:name "bolt" :count 3}] };
    let page = report("a < b", items.expect("items").into_value());
    let expected = "<!DOCTYPE html><html><head><title>a &lt; b</title></head><body><h1 id=\"top\">a &lt; b</h1><table>\
        <tr><td>nut</td><td class=\"n\">12</td><td><b>many</b></td></tr>\
        <tr><td>bolt</td><td class=\"n\">3</td><td></td></tr>\
        </table><hr><p>Total: 15</p></body></html>";
    assert_eq!(page.expect("a page").as_str(), expected);
}

#[test]
fn nothing_is_said_so() {
    let page = report("t", Value::Nil).expect("a page");
    assert!(
        page.as_str()
            .contains("<p>Nothing &amp; nobody.</p><table></table>")
    );
}

#[test]
fn what_never_changes_is_one_string() {
    let expected = "<footer><a href=\"/?a=1&amp;b=2\">Home</a><br>&lt;end&gt;</footer>";
    assert_eq!(FOOTER.get().expect("text").as_str(), expected);
}
