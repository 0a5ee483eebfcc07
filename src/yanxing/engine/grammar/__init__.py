"""The shapes a policy is written in: one frozen dataclass a construct, read from YAML by `yanxing.policy`.

How a shape is written in YAML follows from the class alone (`policy/reading` and `policy/schema` both read
these classes):

- a field is a key; a trailing underscore is dropped (`from_` is `from`); a field with a default may be left
  out;
- `HEAD` is the key by which a construct is known among its union (`{slope: …}`); where two constructs share
  a head, the one with `MARK` is meant when that key stands beside it (`{sum: t, over: src}`);
- `PAIR` names a one-key map (`{out: reason}`): the key goes to the first field, its value to the second;
- `Number`, `Whole`, `Day`, `Name`, `Code`, `Text` say what a scalar must be; a union is decided by the YAML
  shape.
"""
