#pragma once

class QWidget;

namespace kachi {

/// The wheel scrolls the page and never changes a field that is not being edited.
void ignoreWheelWithoutFocus(QWidget* field);

}  // namespace kachi
